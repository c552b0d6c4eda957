import type * as z from 'zod';

/** All that is wrong, on one line. The first `skip` segments of each path are left out. */
export const describeIssues = (error: z.ZodError, skip = 0): string =>
  error.issues
    .map(({ path, message }) => [path.slice(skip).join('.'), message].filter((part) => part !== '').join(': '))
    .join('; ');
