/// <reference path="./stopword.d.ts" />
import { stemmer } from 'stemmer';
// The package's main entry is CommonJS with the lists of 62 languages; from this one a bundler keeps English alone.
import { eng } from 'stopword/dist/stopword.esm.mjs';

// The list has not all words that questions are made of.
const stopWords: ReadonlySet<string> = new Set([...eng, 'does', 'when', 'why', 'whom', 'whose', 'she', 'its']);

export const isStopWord = (word: string): boolean => stopWords.has(word);

// Porter's algorithm is about English words: of digits and of other scripts it would cut endings that are none.
const stemmable = /^[a-z]{3,40}$/;

/** What words with the same meaning share: the English stem, or the word itself where there is none. */
export const toTerm = (word: string): string => (stemmable.test(word) ? stemmer(word) : word);
