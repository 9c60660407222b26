import fc from 'fast-check';
import { createRedaction } from './createRedaction';

describe('createRedaction', () => {
  it.each([
    [['CUST-\\d+'], 'Fix cust-12 and CUST-3', 'Fix [redacted] and [redacted]'],
    [['\\bacme bank\\b'], 'Move Acme Bank over', 'Move [redacted] over'],
    [['redacted'], 'redacted and [redacted]', '[redacted] and [redacted]'],
    [['^foo', 'bar'], 'barfoo', '[redacted][redacted]'],
    [['\\b', 'x*'], 'a x b', 'a [redacted] b'],
    [[], 'as it is', 'as it is'],
  ])('of %j makes of %j %j', (patterns, text, expected) => {
    expect(createRedaction(patterns)(text)).toBe(expected);
  });

  it('leaves what it made as it is, whatever the patterns and the text', () => {
    const pattern = fc.constantFrom(
      'a',
      '^a',
      'b$',
      'a+b',
      '[ab]',
      'red',
      '\\[',
      '.b',
      '\\bab',
      'd]a',
    );
    const text = fc
      .array(fc.constantFrom('a', 'b', ' ', 'red', '[redacted]', '[', ']'))
      .map(parts => parts.join(''));
    fc.assert(
      fc.property(fc.array(pattern, { maxLength: 4 }), text, (patterns, of) => {
        const redact = createRedaction(patterns);
        const once = redact(of);
        expect(redact(once)).toBe(once);
      }),
    );
  });

  it.each([
    [['('], /has "\(", which is no pattern/],
    [['a{0,999}'], /steps, and may have 600/],
    [['x'.repeat(201)], /201 characters, and it may have 200/],
    [Array.from({ length: 21 }, () => 'a'), /21 patterns, and may have 20/],
  ])('refuses %j', (patterns, message) => {
    expect(() => createRedaction(patterns)).toThrow(message);
  });
});
