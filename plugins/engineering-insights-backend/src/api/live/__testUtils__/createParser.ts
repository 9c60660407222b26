import type { StreamEvent } from './openStream';

/** Reads Server-Sent Events as the HTML standard says, as far as this stream has them. */
export function createParser() {
  const events: StreamEvent[] = [];
  const comments: string[] = [];
  let rest = '';
  let id = '';

  function readBlock(block: string) {
    let type = 'message';
    const data: string[] = [];
    for (const line of block.split('\n')) {
      const [, field, value] = /^([^:]*):? ?(.*)$/.exec(line)!;
      if (field === '') comments.push(value);
      if (field === 'id') id = value;
      if (field === 'event') type = value;
      if (field === 'data') data.push(value);
    }
    if (data.length > 0) {
      events.push({ id, type, data: JSON.parse(data.join('\n')) });
    }
  }

  return {
    events,
    comments,
    lastEventId: () => id,
    feed(text: string) {
      const blocks = (rest + text).split('\n\n');
      rest = blocks.pop()!;
      blocks.forEach(readBlock);
    },
  };
}
