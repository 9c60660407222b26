import { isProblemError, ProblemError } from './ProblemError';

const problem = {
  type: 'about:blank',
  title: 'Unavailable',
  status: 503,
  detail: 'The database does not answer.',
};

describe('ProblemError', () => {
  it('is told by its name in a bundle whose classes have lost theirs', () => {
    const Minified = { s: class extends ProblemError {} }.s;
    Object.defineProperty(Minified, 'name', { value: 's' });
    const error = new Minified(problem);
    expect(error.name).toBe('ProblemError');
    expect(isProblemError(error)).toBe(true);
    expect(isProblemError(new Error('Unavailable'))).toBe(false);
  });
});
