/** The id of the element that edits a field: of its control, or of the group of controls. */
export const fieldId = (form: string, field: string): string => `${form}-${field.replaceAll(/[[\].]+/g, "-").replace(/-$/, "")}`;

/** Of what is wrong beside the fields. */
export const problemsId = (form: string): string => `${form}-problems`;
