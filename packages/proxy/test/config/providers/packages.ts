/** Files of packages under node_modules. */
export const packageFiles = (name: string, source: string, manifest: object = {}): Record<string, string> => ({
  [`node_modules/${name}/package.json`]: JSON.stringify({
    name,
    version: '1.0.0',
    type: 'module',
    exports: './index.js',
    ...manifest,
  }),
  [`node_modules/${name}/index.js`]: source,
});

/** The source of a module that exports a provider, without any import, as a bundled package would. */
export const providerSource = (id: string, { name = 'provider', specVersion = '1' } = {}): string => `
const definition = {
  id: ${JSON.stringify(id)},
  optionNames: ['depth'],
  optionsSchema: { '~standard': { version: 1, vendor: 'test', validate: (value) => ({ value }) } },
  endpoints: { rank: { capabilities: { modalities: ['text'], scoring: 'pointwise', scoreScale: { kind: 'unknown' } }, rank: async () => ({ ranking: [] }) } },
};
const make = ({ id = definition.id, ...settings } = {}) => ({ specVersion: 1, id, definition, settings });
export ${name === 'default' ? 'default' : `const ${name} =`} Object.assign(make, { specVersion: ${specVersion}, definition });
`;
