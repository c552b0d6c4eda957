// A script of a page. The host page sets `upstream` and waits for `ranked`.
import { rank } from './rank.js';

const page = /** @type {{ upstream: string, ranked?: Promise<object> }} */ (/** @type {unknown} */ (globalThis));
page.ranked = rank(page.upstream);
