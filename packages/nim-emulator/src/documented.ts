/**
 * The sample of docs.nvidia.com/nim/nemo-retriever/text-reranking/2.3/using-reranking.html, which the pages of 1.x have
 * too: whoever sends the documented request gets the documented logits. The passages are lines of Robert Frost's.
 */
const query = 'which way should i go?';

const logits: ReadonlyMap<string, number> = new Map([
  [
    'two roads diverged in a yellow wood, and sorry i could not travel both and be one traveler, long i stood and looked down one as far as i could to where it bent in the undergrowth;',
    -1.2421875,
  ],
  [
    'then took the other, as just as fair, and having perhaps the better claim because it was grassy and wanted wear, though as for that the passing there had worn them really about the same,',
    -8.2421875,
  ],
  [
    'and both that morning equally lay in leaves no step had trodden black. oh, i marked the first for another day! yet knowing how way leads on to way i doubted if i should ever come back.',
    -5.41015625,
  ],
  [
    'i shall be telling this with a sigh somewhere ages and ages hence: two roads diverged in a wood, and i, i took the one less traveled by, and that has made all the difference.',
    -3.029296875,
  ],
]);

/** The logit that NVIDIA's documentation shows for this very pair. */
export const documentedLogit = (asked: string, passage: string): number | undefined =>
  asked === query ? logits.get(passage) : undefined;
