/** The list of OpenAI's GET /v1/models (platform.openai.com/docs/api-reference/models/list). */
export function listModels(names: Iterable<string>, createdAt: number) {
  const created = Math.floor(createdAt / 1000);
  return { object: 'list', data: [...names].map((id) => ({ id, object: 'model', created, owned_by: 'openrerank' })) };
}
