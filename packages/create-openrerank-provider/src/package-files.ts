import { type Answers, answersProblem, type WireShape } from './answers.ts';
import { locate } from './location.ts';
import { namesOf } from './names.ts';
import { rangeOf } from './ranges.ts';
import { fill, type PackageFile, templateFiles } from './template.ts';

/**
 * All files of a provider package, by path: it builds, and passes the conformance kit, as it is. Throws a `TypeError` with a
 * sentence that says what is wrong with the answers.
 */
export function packageFiles(answers: Answers): readonly PackageFile[] {
  const problem = answersProblem(answers);
  if (problem !== undefined) throw new TypeError(problem);
  const values = valuesOf(answers);
  return templateFiles(answers.shape).map(({ path, text }) => ({ path, text: fill(text, values) }));
}

function valuesOf(answers: Answers): Readonly<Record<string, string>> {
  const { id, shape } = answers;
  const { packageName, factory, optionsType, env, title } = namesOf(id);
  const { baseUrl, route } = locate(answers);
  return {
    id,
    packageName,
    factory,
    Options: optionsType,
    env,
    title,
    baseUrl,
    route,
    docs: answers.docs ?? shapePages[shape] ?? baseUrl.replace(/^http:/, 'https:'),
    model: `${id.replaceAll('_', '-')}-rerank-1`,
    coreRange: rangeOf('core'),
    shapesRange: rangeOf('shapes'),
    conformanceRange: rangeOf('conformance'),
  };
}

/** What to name as the source of a shape until the vendor's own page is named. */
const shapePages: Readonly<Partial<Record<WireShape, string>>> = {
  cohere: 'https://docs.cohere.com/v1/reference/rerank',
  tei: 'https://huggingface.github.io/text-embeddings-inference/',
};
