import { withoutPersonal } from './personalValues';

const payload = Object.freeze({
  author: Object.freeze({ login: 'octocat', name: null }),
  reviews: Object.freeze([{ author: { login: 'a' } }, { author: null }, { author: { login: 'b' } }]),
});

describe('withoutPersonal', () => {
  it.each([
    ['/author/login', 1],
    ['/reviews/*/author/login', 2],
    // null and what is absent reach nothing, so that a misspelt pointer is noticed.
    ['/author/name', 0],
    ['/autor/login', 0],
  ])('removes what %s reaches, and counts it', (pointer, removed) => {
    expect(withoutPersonal(payload as never, pointer).removed).toBe(removed);
  });

  it('leaves the payload itself alone', () => {
    const { payload: rest } = withoutPersonal(payload as never, '/author/login');
    expect(rest).toMatchObject({ author: { name: null } });
    expect(payload.author.login).toBe('octocat');
  });
});
