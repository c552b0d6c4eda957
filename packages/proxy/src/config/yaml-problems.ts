import type { ErrorCode } from 'yaml';

/** In our own words: some of the parser's messages quote the file, and the file holds keys. */
export const yamlProblems = {
  ALIAS_PROPS: 'an alias (*name) cannot have an anchor or a tag',
  BAD_ALIAS: 'an anchor (&name) or alias (*name) needs a name that does not end in ":"',
  BAD_COLLECTION_TYPE: 'this tag does not fit its value and is ignored',
  BAD_DIRECTIVE: 'this %-directive is not understood',
  BAD_DQ_ESCAPE: 'invalid escape after "\\" in a double-quoted text; single quotes take a backslash as it is',
  BAD_INDENT: 'wrong indentation: the keys of one mapping, and the items of one list, start in the same column',
  BAD_PROP_ORDER: 'an anchor or tag must stand after "-", "?" or ":"',
  BAD_SCALAR_START: 'text that starts with this character must be quoted',
  BLOCK_AS_IMPLICIT_KEY: 'a key and its value cannot stand here; a text that holds ": " must be quoted',
  BLOCK_IN_FLOW: 'indented lines cannot stand inside { } or [ ]',
  DUPLICATE_KEY: 'this key stands twice in the same mapping',
  IMPOSSIBLE: 'this is not YAML',
  KEY_OVER_1024_CHARS: 'the ":" of this key is missing, or comes after more than 1024 characters',
  MISSING_CHAR: 'something is missing here, such as a closing quote or bracket, a comma, or ":" after a key',
  MULTILINE_IMPLICIT_KEY: 'a key must stand on one line; is the ":" after it missing?',
  MULTIPLE_ANCHORS: 'a value can have only one anchor',
  MULTIPLE_DOCS: 'a second document starts here ("---"); a configuration is one document',
  MULTIPLE_TAGS: 'a value can have only one tag',
  NON_STRING_KEY: 'expected text as key',
  RESOURCE_EXHAUSTION: 'this is nested too deeply',
  TAB_AS_INDENT: 'indentation must be spaces, not tabs',
  TAG_RESOLVE_FAILED: 'this tag means nothing here and is ignored',
  UNEXPECTED_TOKEN: 'nothing can follow here; a text with quotes or brackets inside must be quoted as a whole',
} as const satisfies Record<ErrorCode, string>;
