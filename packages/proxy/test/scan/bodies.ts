import fc from 'fast-check';

const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom(
    '',
    ' ',
    '"',
    '\\',
    '\n\t\r\b\f',
    '\0',
    '\u007f',
    'naïve café',
    'συν',
    '漢字',
    '🦜🧵',
    'x'.repeat(200),
  ),
);

/** Of one document text, spellings that mean the same: as JSON.stringify has it, all escaped, or with `\/`. */
const literal = fc.tuple(text, fc.constantFrom('plain', 'plain', 'escaped', 'solidus')).map(([value, spelling]) => {
  const plain = JSON.stringify(value.toWellFormed());
  if (spelling === 'solidus') return plain.replaceAll('/', '\\/');
  return spelling === 'escaped' ? escapeAll(value.toWellFormed()) : plain;
});

const white = fc.oneof({ weight: 4, arbitrary: fc.constant('') }, fc.constantFrom(' ', '\n', '\r\n  ', '\t', '    \n'));

const number = fc.constantFrom(
  '0',
  '-0',
  '10',
  '-1.5',
  '1e3',
  '1E+3',
  '2.5e-7',
  '1e999',
  '123456789012345678901234567890',
);

const value = fc.oneof(
  literal,
  number,
  fc.constantFrom('true', 'false', 'null', '{}', '[]', '[ ]', '{\n}'),
  fc.jsonValue({ maxDepth: 4, noUnicodeString: true }).map((json) => JSON.stringify(json)),
);

const optionNames = [
  'model',
  'query',
  'top_n',
  'return_documents',
  'truncate',
  'metadata',
  'user',
  'x y',
  '__proto__',
  '',
];

/** An eligible body, spelled in any of the ways that JSON allows. */
export const eligibleBody = fc
  .record({
    areObjects: fc.boolean(),
    texts: fc.array(literal, { minLength: 1, maxLength: 8 }),
    fields: fc.dictionary(fc.constantFrom(...optionNames), value, { maxKeys: 6 }),
    spaces: fc.array(white, { minLength: 7, maxLength: 7 }),
    place: fc.nat(6),
  })
  .map(({ areObjects, texts, fields, spaces, place }) => {
    const [a, b, c, d, e, f, g] = spaces;
    const documents = texts.map((one) => (areObjects ? `{${a}"text"${b}:${c}${one}${d}}` : one));
    const members = Object.entries(fields).map(([name, json]) => `${JSON.stringify(name)}${d}:${e}${json}`);
    members.splice(place, 0, `"documents"${e}:${f}[${g}${documents.join(`${a},${b}`)}${c}]`);
    return Buffer.from(`${a}{${b}${members.join(`${c},${d}`)}${e}}${f}`);
  });

/** Every UTF-16 unit as `\uXXXX`. */
function escapeAll(value: string): string {
  const units = value.split('').map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return `"${units.join('')}"`;
}
