/** Asks a portal as its guest, insists on the status of the answer, and returns what it says. */
export async function expectStatus({ portal, path, status }) {
  const response = await fetch(`${portal.url}${path}`, {
    headers: { authorization: `Bearer ${portal.token}` },
  });
  const text = await response.text();
  if (response.status === status) return JSON.parse(text);
  throw new Error(
    `GET ${path} should answer ${status} and answers ${
      response.status
    }: ${text.slice(0, 1000)}`,
  );
}
