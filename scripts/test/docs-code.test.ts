import { beforeAll, describe, expect, it } from 'vitest';
import { codeBlocks, typeErrors } from '../check/gates/docs-code.ts';

const markdown = (...code: readonly string[]) => ['# Usage', '', '```ts', ...code, '```', ''].join('\n');

describe('codeBlocks', () => {
  it('finds the ts blocks of a page with the lines they begin on, and no other block', () => {
    const page = `${markdown('one();', 'two();')}\n\`\`\`sh\nnpm test\n\`\`\`\n\n${markdown('three();')}`;
    expect(codeBlocks('docs/a.md', page)).toEqual([
      { page: 'docs/a.md', line: 4, code: 'one();\ntwo();\n' },
      { page: 'docs/a.md', line: 15, code: 'three();\n' },
    ]);
  });
});

const call = `await reranker.rerank({ model: 'nvidia_nim/nvidia/m', query, documents });`;
const pages = {
  'program.md': [
    `import { local } from '@openrerank/provider-local';`,
    `import { createReranker } from '@openrerank/sdk/fetch';`,
    `const { results } = await createReranker({ providers: [local()] }).rerank({`,
    `  model: 'local/bm25', query: 'a', documents: ['a'],`,
    `});`,
  ],
  'fragment.md': [call],
  'own-names.md': ['const documents = [1];', 'documents.map((each) => each.toFixed());'],
  'undeclared.md': [`import { RerankError } from '@openrerank/sdk';`, '', call],
  'undeclared-fragment.md': ['', 'nothing();'],
  'unparsable.md': ['const = 1;'],
  'wrong-option.md': [call.replace('documents', `documents, options: { truncate: 'START' }`)],
};

describe('typeErrors', () => {
  let errors: readonly string[];
  // One compilation for all: most of its time goes into the types of the packages.
  beforeAll(() => {
    errors = typeErrors(Object.entries(pages).flatMap(([page, code]) => codeBlocks(page, markdown(...code))));
  });
  const errorsOf = (page: keyof typeof pages) => errors.filter((line) => line.startsWith(`${page}:`));

  it('finds none in a program that imports what it uses', () => {
    expect(errorsOf('program.md')).toEqual([]);
  });

  it('holds a program to its own imports, and lends a fragment a reranker, a query and documents', () => {
    expect(errorsOf('fragment.md')).toEqual([]);
    expect(errorsOf('undeclared.md')).toContain("undeclared.md:6: Cannot find name 'reranker'.");
  });

  it('lets a fragment declare what it would be lent', () => {
    expect(errorsOf('own-names.md')).toEqual([]);
  });

  it('names the line of a fragment', () => {
    expect(errorsOf('undeclared-fragment.md')).toEqual(["undeclared-fragment.md:5: Cannot find name 'nothing'."]);
  });

  it('finds code that cannot be parsed', () => {
    expect(errorsOf('unparsable.md')).toContain('unparsable.md:4: Variable declaration expected.');
  });

  it('takes options as the model string types them', () => {
    expect(errorsOf('wrong-option.md')).toEqual([
      expect.stringMatching(/^wrong-option\.md:4: Type '"START"' is not assignable/),
    ]);
  });
});
