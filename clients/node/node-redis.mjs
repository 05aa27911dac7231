import assert from 'node:assert';
import { createClient } from 'redis';
import { nodeRedisOptions, run, version, worksOnce } from './loop.mjs';

version('redis');
const client = createClient(nodeRedisOptions());
client.on('error', () => {});
await client.connect();

if (worksOnce) {
  await client.set('key', 'value', { EX: 60 });
  assert.equal(await client.get('key'), 'value');
  await client.multi().incr('count').incr('count').exec();
  assert.equal(await client.get('count'), '2');
  const subscriber = client.duplicate();
  await subscriber.connect();
  const heard = new Promise((resolve) => subscriber.subscribe('channel', resolve).then(() => client.publish('channel', 'message')));
  assert.equal(await heard, 'message');
  for await (const keys of client.scanIterator({ MATCH: 'k*' })) assert.ok(keys.includes('key'));
  await client.flushDb();
  subscriber.destroy();
  await client.close();
} else {
  await run(() => client.incr('loop'));
}
