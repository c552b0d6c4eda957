const words = (
  'memory bandwidth of the accelerator depends on stacked modules whose controllers share one wide interface while ' +
  'retrieval systems compare passages against questions and order them by relevance before generation begins so that ' +
  'answers stay grounded in evidence rather than guesses about hardware generations latency throughput precision tensor ' +
  'cores interconnect topology sparsity inference batching and what each component of a distributed system gives to the remainder'
).split(' ');

const foreignWords =
  'Größe naïve übermäßig précision données façade 検索 関連性 文書 モデル メモリ 帯域 модель точность данные запрос ' +
  'סדר מידע 질문 문서 αξιολόγηση μνήμη señal búsqueda 🚀 📚 ẞ čeština żółw';
const mixedWords = foreignWords.split(' ').flatMap((word, index) => [word, words[index] as string]);

const oddWords = ['"quoted"', 'tab\there', 'C:\\models\\rerank', 'line\nbreak', 'a/b', '\u0001', 'bell\u0007'];
const escapedWords = words.flatMap((word, index) => (index % 4 === 3 ? [word, oddWords[index % 7] as string] : [word]));

export type TextKind = 'plain' | 'non-ascii' | 'escapes';

const vocabularies = { plain: words, 'non-ascii': mixedWords, escapes: escapedWords } as const satisfies Record<
  TextKind,
  readonly string[]
>;

/** `count` words, the same for the same arguments; another `seed` gives other ones. */
export function makeText(kind: TextKind, count: number, seed: number): string {
  const vocabulary = vocabularies[kind];
  // A linear congruential generator (Numerical Recipes): the bodies must be the same in every run.
  let state = seed + 1;
  const chosen = Array.from({ length: count }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return vocabulary[(state >>> 8) % vocabulary.length];
  });
  return chosen.join(' ');
}
