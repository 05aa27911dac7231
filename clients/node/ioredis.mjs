import assert from 'node:assert';
import { Redis } from 'ioredis';
import { ioredisOptions, run, version, worksOnce } from './loop.mjs';

version('ioredis');
const redis = new Redis(ioredisOptions());
redis.on('error', () => {});

if (worksOnce) {
  await redis.set('key', 'value', 'EX', 60);
  assert.equal(await redis.get('key'), 'value');
  await redis.multi().incr('count').incr('count').exec();
  assert.equal(await redis.get('count'), '2');
  redis.defineCommand('read', { numberOfKeys: 1, lua: "return redis.call('GET', KEYS[1])" });
  assert.equal(await redis.read('key'), 'value');
  const subscriber = redis.duplicate();
  const heard = new Promise((resolve) => subscriber.on('message', (channel, message) => resolve(message)));
  await subscriber.subscribe('channel');
  await redis.publish('channel', 'message');
  assert.equal(await heard, 'message');
  for await (const keys of redis.scanStream({ match: 'k*' })) assert.ok(keys.includes('key'));
  await redis.flushdb();
  await subscriber.quit();
  await redis.quit();
} else {
  await run(() => redis.incr('loop'));
}
