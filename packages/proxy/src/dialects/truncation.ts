/** Whether texts that are too long may be cut, in the words of NVIDIA and Pinecone. */
export const truncations = ['NONE', 'END'] as const;

export const mustBeTruncation = 'must be "NONE" or "END".';

/** Undefined for what is absent. */
export const isCutAtEnd = (value: (typeof truncations)[number] | null | undefined): boolean | undefined =>
  value === null || value === undefined ? undefined : value === 'END';
