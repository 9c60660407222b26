/** An answer that Graph gives instead of the data. */
export class GraphError extends Error {
  constructor(readonly status: number, readonly code: string, message: string) {
    super(message);
    this.name = 'GraphError';
  }
}
