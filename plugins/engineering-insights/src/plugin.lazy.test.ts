const mockLoaded = new Set<string>();

// What only a drawn page needs; each is still the real one.
jest.mock('recharts', () => {
  mockLoaded.add('recharts');
  return jest.requireActual('recharts');
});
jest.mock('@tanstack/react-query', () => {
  mockLoaded.add('react-query');
  return jest.requireActual('@tanstack/react-query');
});

describe('the entry point', () => {
  it('loads no page until one is opened', async () => {
    await import('./index');
    expect([...mockLoaded]).toEqual([]);
    await import('./dora/EntityDoraContent');
    expect([...mockLoaded].sort()).toEqual(['react-query', 'recharts']);
  }, 60_000);
});
