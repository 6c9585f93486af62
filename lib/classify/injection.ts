const attempt = /ignore (?:all )?(?:the )?previous instructions/i;

/** Whether a text gives orders to whoever reads it. */
export const attemptsInjection = (text: string): boolean => attempt.test(text);
