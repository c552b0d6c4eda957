import { expect, test } from 'vitest';
import { judge } from './judge.ts';

const eligible = { isJson: true, isEligible: true };
const unusual = { isJson: true, isEligible: false };
const invalid = { isJson: false, isEligible: false };

const withValue = (json: string | Uint8Array) =>
  Buffer.concat([Buffer.from('{"x":'), Buffer.from(json as string), Buffer.from(',"documents":["a"]}')]);
const withDocuments = (json: string) => Buffer.from(`{"documents":${json}}`);
const bytes = (hex: string) => Buffer.from(`22${hex}22`, 'hex');
const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;

test.each([
  ...['0', '-0', '7', '-12', '0.5', '-0.0', '1e1', '1E1', '1e+01', '1e-01', '1.25E+300', '1e400', '-1e-400', '0e0'],
  ...['123123e100000', '9007199254740993'],
  ...[
    'true',
    'false',
    'null',
    '""',
    '{}',
    '[]',
    '[[],{}]',
    '[ 1 ,\t2\r\n]',
    '{ "a" : { "a" : 1 } }',
    '\n\t\r 1\n\t\r ',
  ],
  ...['{"a":1,"a":2}', '{"\\u0061":1}', '{"":0}', '{"__proto__":{"a":1}}', '{"documents":[1]}'],
  ...[
    '"\\"\\\\\\/\\b\\f\\n\\r\\t"',
    '"\\u0000"',
    '"\\u00e9\\u00E9"',
    '"\\uD83E\\uDD9C"',
    '"\\\\u000x"',
    '"a/b"',
    '"\u007f"',
  ],
  ...['"\u2028\u2029"', '"\ufeff"', '"\uffff"', '"\u{10ffff}"', '"🦜"'],
])('a field takes the value %j', (json) => {
  expect(judge(withValue(json))).toEqual(eligible);
});

test.each([
  ...['', '-', '+1', '01', '-01', '1.', '.5', '-.5', '1e', '1e+', '1.e1', '1.5e', '0x1', '1_000', '1 2', '--1', '- 1'],
  ...['NaN', 'Infinity', '-Infinity', 'undefined', 'nul', 'nulll', 'True', 'tru', 'truth', 'fals', 'FALSE', 'n', "'a'"],
  ...['[1,]', '[,1]', '[1,,2]', '[1 2]', '[', ']', '[1', '[1}', '{"a"}', '{"a":}', '{"a":1,}', '{,}', '{a:1}', '{1:1}'],
  ...[
    '{"a":1',
    '{"a":1]',
    '{"a"1}',
    '{"a"::1}',
    '{"a":1 "b":2}',
    "{'a':1}",
    '// c\n1',
    '/**/1',
    '1;',
    '\f1',
    '\u00a01',
  ],
  ...['"', '"a', '"\\"', '"\\', '"\\x41"', '"\\a"', '"\\\'"', '"\\U0041"', '"\\u"', '"\\u12"', '"\\u123"', '"\\u12g4"'],
  ...[
    '"\\u{41}"',
    '"\\u-123"',
    '"\\ud83e\\u"',
    '"\\ud83e\\udd9"',
    '"\n"',
    '"\t"',
    '"\0"',
    '"\x1f"',
    '\0',
    '1\0',
    '{"\n":1}',
  ],
])('a field does not take %j', (json) => {
  expect(judge(withValue(json))).toEqual(invalid);
});

test.each([
  ['a lone continuation byte', bytes('80')],
  ['a byte that UTF-8 never has', bytes('ff')],
  ['a sequence that breaks off', bytes('e282')],
  ['an overlong solidus', bytes('c0af')],
  ['half of a surrogate pair', bytes('eda080')],
  ['a code point beyond the last', bytes('f4908080')],
  ['Latin-1', Buffer.from('"é"', 'latin1')],
])('a field does not take %s', (_, json) => {
  expect(judge(withValue(json))).toEqual(invalid);
});

test.each([
  ...[
    '"\\ud800"',
    '"\\uDFFF"',
    '"\\ud800\\ud800"',
    '"\\ud800\\u0041"',
    '"\\udc00\\ud800"',
    '"\\ud800x"',
    '"\\ud800\\n"',
  ],
  ...['{"\\ud800":1}'],
])('the ordinary path judges a value such as %j', (json) => {
  expect(judge(withValue(json))).toEqual(unusual);
});

test.each([
  ...['["a"]', '[""]', '[ "a" , "b" ]', '\n[\n"a"\n]\n', '["a","a"]', '["\\u0000\\ud83e\\udd9c"]'],
  ...['[{"text":"a"}]', '[{"text":""}]', '[ { "text" : "a" } , {"text":"b"}\n]', '[{\r\n\t"text":"\\"}"\n}]'],
])('these documents are eligible: %j', (json) => {
  expect(judge(withDocuments(json))).toEqual(eligible);
});

test.each([
  ...['[]', '[ ]', 'null', '"a"', '{}', '{"text":"a"}', '1', 'true', '[1]', '[null]', '["a",null]', '[["a"]]', '[{}]'],
  ...[
    '["a",{"text":"b"}]',
    '[{"text":"a"},"b"]',
    '[{"text":1}]',
    '[{"text":null}]',
    '[{"text":["a"]}]',
    '[{"Text":"a"}]',
  ],
  ...[
    '[{"text":"a","id":1}]',
    '[{"id":1,"text":"a"}]',
    '[{"text":"a","text":"b"}]',
    '[{"te\\u0078t":"a"}]',
    '[{"tex":"a"}]',
  ],
  ...['[{"texts":"a"}]', '["a",{"text":"b","c":0}]', '["\\ud800"]', '[{"text":"\\udc00"}]', '[{"text":"a"},{}]'],
])('the ordinary path judges documents such as %j', (json) => {
  expect(judge(withDocuments(json))).toEqual(unusual);
});

test.each([
  ...[
    '["a",]',
    '[,"a"]',
    '["a"',
    '["a"}',
    '["a" "b"]',
    '[a]',
    '[{"text"}]',
    '[{"text":}]',
    '[{"text":"a",}]',
    '[{text:"a"}]',
  ],
  ...['[{"text":"a"]', '[{"text":"a"}', '[{"text" "a"}]', '["a\n"]', '["\\x"]', "['a']", '["a"]]', '[{"text":"a"}}]'],
])('no one takes documents such as %j', (json) => {
  expect(judge(withDocuments(json))).toEqual(invalid);
});

test.each([
  ['fields after the documents', '{"documents":["a"],"x":1}', eligible],
  ['white space around everything', ' \r\n\t{ "documents" : [ "a" ] } \r\n\t', eligible],
  ['an empty key', '{"":1,"documents":["a"]}', eligible],
  ['a key with punctuation', '{"x:y,{}[] ~":1,"documents":["a"]}', eligible],
  ['__proto__ for a key', '{"__proto__":{"documents":["b"]},"documents":["a"]}', eligible],
  ['a key that begins like documents', '{"document":1,"documents":["a"],"documents2":[2],"Documents":3}', eligible],
  ['no documents', '{"query":"a"}', unusual],
  ['no fields', '{}', unusual],
  ['documents twice', '{"documents":["a"],"documents":["a"]}', unusual],
  ['documents first as null', '{"documents":null,"documents":["a"]}', unusual],
  ['another field twice', '{"x":1,"documents":["a"],"x":1}', unusual],
  ['an escape in a key', '{"documents":["a"],"\\u0078":1}', unusual],
  ['documents spelled with an escape', '{"d\\u006fcuments":["a"]}', unusual],
  ['a key that is not ASCII', '{"documents":["a"],"é":1}', unusual],
  ['a key with DEL', '{"documents":["a"],"\x7f":1}', unusual],
  ['an array', '[{"documents":["a"]}]', unusual],
  ['a string', '"documents"', unusual],
  ['null', 'null', unusual],
  ['a byte order mark', '\ufeff{"documents":["a"]}', invalid],
  ['a byte order mark behind', '{"documents":["a"]}\ufeff', invalid],
  ['nothing', '', invalid],
  ['white space alone', ' \n', invalid],
  ['a second value', '{"documents":["a"]}{"documents":["a"]}', invalid],
  ['a closing brace too many', '{"documents":["a"]}}', invalid],
  ['a NUL behind', '{"documents":["a"]}\0', invalid],
  ['a NUL before', '\0{"documents":["a"]}', invalid],
  ['a comma behind', '{"documents":["a"]},', invalid],
  ['a comma before the brace', '{"documents":["a"],}', invalid],
  ['a comma first', '{,"documents":["a"]}', invalid],
  ['no comma', '{"documents":["a"] "x":1}', invalid],
  ['no colon', '{"documents"["a"]}', invalid],
  ['a key that is a number', '{"documents":["a"],1:2}', invalid],
  ['a line break in a key', '{"documents":["a"],"\n":1}', invalid],
  ['a comment', '{"documents":["a"]}//', invalid],
  ['a form feed', '\f{"documents":["a"]}', invalid],
])('a body with %s', (_, body, verdict) => {
  expect(judge(Buffer.from(body))).toEqual(verdict);
});

test('UTF-16 is not eligible', () => {
  expect(judge(Buffer.from('{"documents":["a"]}', 'utf16le'))).toEqual(invalid);
});

test('numbers and strings may have any length', () => {
  for (const length of [15, 16, 17, 31, 32, 33, 400]) {
    expect(judge(withValue('9'.repeat(length)))).toEqual(eligible);
    expect(judge(withValue(`-0.${'3'.repeat(length)}e-12`))).toEqual(eligible);
    expect(judge(withValue(`"${'é'.repeat(length)}"`))).toEqual(eligible);
    expect(judge(withValue(`"${'x'.repeat(length)}\\n"`))).toEqual(eligible);
  }
});

test('arrays and objects may stand 64 deep, the body counted', () => {
  expect(judge(withValue(nested(63)))).toEqual(eligible);
  expect(judge(withValue(nested(64)))).toEqual(unusual);
  expect(judge(withValue('{"a":'.repeat(62) + nested(1) + '}'.repeat(62)))).toEqual(eligible);
  expect(judge(withValue('{"a":'.repeat(62) + nested(2) + '}'.repeat(62)))).toEqual(unusual);
  expect(judge(withValue(`${'['.repeat(100_000)}`))).toEqual(invalid);
});

test('there may be 64 fields', () => {
  const withFields = (count: number) =>
    Buffer.from(`{${Array.from({ length: count - 1 }, (_, i) => `"x${i}":${i},`).join('')}"documents":["a"]}`);
  expect(judge(withFields(64))).toEqual(eligible);
  expect(judge(withFields(65))).toEqual(unusual);
});
