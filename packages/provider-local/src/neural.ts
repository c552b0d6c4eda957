/** The neural models of a runtime. */
export interface Neural {
  /** How near each text is to the query in meaning, from -1 to 1. */
  similarities(query: string, texts: readonly string[], signal: AbortSignal): Promise<ArrayLike<number>>;
  /** What the cross-encoder in the folder says of each text: a logit. */
  logits(folder: string, query: string, texts: readonly string[], signal: AbortSignal): Promise<ArrayLike<number>>;
}

/** Called when a call needs one of them, and not before. */
export type LoadNeural = () => Promise<Neural>;
