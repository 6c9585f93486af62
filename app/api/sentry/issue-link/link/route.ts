export { answerLink as POST } from "../answer.ts";
