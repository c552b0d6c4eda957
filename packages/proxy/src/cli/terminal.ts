/** Where a command writes to. */
export interface Terminal {
  /** Without a line break at the end. */
  out(text: string): void;
  err(text: string): void;
}
