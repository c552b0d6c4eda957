declare module 'stopword/dist/stopword.esm.mjs' {
  /** English stop words, in lower case. */
  export const eng: readonly string[];
}
