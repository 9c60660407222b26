describe('the entry point', () => {
  it.each(['@material-ui/core', 'recharts', '../dora/EntityDoraContent'])('does not load %s', async name => {
    const isLoaded = () => Object.keys(require.cache).length;
    expect(isLoaded).toBeDefined();
    expect(name).toBeDefined();
  });
});
