import type { BuildInput, HttpEndpoint, Passage, RankedIndex } from '@openrerank/core';
import { malformedAnswer } from './malformed-answer.ts';
import { readField } from './read-field.ts';
import type { Spelling } from './spelling.ts';
import type { UsageReader } from './usage.ts';

/** What an endpoint is made of when its API differs from the others in spelling. */
export interface ListEndpointOptions<Options> {
  readonly capabilities: HttpEndpoint<Options>['capabilities'];
  readonly spelling: Spelling;
  /** The absolute URL; see core's `joinUrl` and `encodeModelPath`. */
  url(input: BuildInput<Options>): string;
  /** Fields beside those of the spelling. Default: the options, as they are. */
  fields?(input: BuildInput<Options>): Readonly<Record<string, unknown>>;
  /** Default: the text; a passage with an image is an object of `text` and `image`, which most APIs that take images expect. */
  toDocument?(passage: Passage): unknown;
  /** Default: none is reported. */
  readonly readUsage?: UsageReader | undefined;
}

/** An endpoint of an API that takes a list of documents and answers with a list of indices and scores. */
export function listEndpoint<Options>(options: ListEndpointOptions<Options>): HttpEndpoint<Options> {
  const { capabilities, spelling, url, fields = fieldsOf, toDocument = textOrImage, readUsage } = options;
  return {
    capabilities,
    // A text goes into the list as it is, whatever stands around it.
    copiesTexts: true,
    buildRequest: (input) => ({
      url: url(input),
      body: {
        ...fields(input),
        ...spelling.always,
        ...(spelling.model !== undefined && { [spelling.model]: input.model }),
        query: input.query,
        [spelling.documents]: input.passages.map(toDocument),
        ...(spelling.topN !== undefined && input.topN !== undefined && { [spelling.topN]: input.topN }),
      },
    }),
    parseResponse(answer) {
      const usage = readUsage?.(answer);
      return { ranking: readRanking(answer, spelling), ...(usage && { usage }) };
    },
  };
}

const fieldsOf = ({ options }: BuildInput<unknown>) => options as Readonly<Record<string, unknown>>;

const textOrImage = ({ text, image }: Passage): unknown =>
  image === undefined ? text : { ...(text !== undefined && { text }), image };

/** By hand, not by a schema: an answer may hold thousands of results, and a schema makes several objects of each. */
function readRanking(answer: unknown, { results, score }: Spelling): readonly RankedIndex[] {
  const list = results === undefined ? answer : readField(answer, results);
  if (!Array.isArray(list)) {
    throw malformedAnswer(results === undefined ? 'is not a list' : `has no list "${results}"`);
  }
  return list.map((result: unknown, place) => {
    const index = readField(result, 'index');
    const relevanceScore = readField(result, score);
    if (typeof index !== 'number') throw malformedAnswer(`has no index in result ${place}`);
    if (typeof relevanceScore !== 'number') throw malformedAnswer(`has no number "${score}" in result ${place}`);
    return { index, relevanceScore };
  });
}
