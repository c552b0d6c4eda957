import { type BuildInput, defineRerankProvider, type HttpRequest, type StandardSchema } from '../../src/index.ts';
import { acme, acmeCapabilities, acmeWith } from './acme.ts';

/** Takes any options as they are. */
// biome-ignore lint/suspicious/noExplicitAny: options of any type.
const anyOptions: StandardSchema<any> = {
  '~standard': { version: 1, vendor: 'test', validate: (value) => ({ value }) },
};

/** A provider whose endpoint copies texts as `build` does, with the inputs that it was called with. */
export function countingBuilds(build: (input: BuildInput) => HttpRequest) {
  const inputs: BuildInput[] = [];
  const { definition } = acmeWith({
    copiesTexts: true,
    capabilities: { ...acmeCapabilities, maxDocuments: undefined },
    buildRequest(input) {
      inputs.push(input);
      return build(input);
    },
  });
  return { inputs, provider: defineRerankProvider({ ...acme.definition, ...definition, optionsSchema: anyOptions }) };
}
