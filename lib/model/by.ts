/** Who does something: a person or an API key, with the name that is shown. */
export interface By {
  id: string;
  name: string;
}
