import assert from 'node:assert';
import { promisify } from 'node:util';
import { RedisStore } from 'connect-redis';
import session from 'express-session';
import { createClient } from 'redis';
import { nodeRedisOptions, run, version, worksOnce } from './loop.mjs';

version('connect-redis');
assert.ok(session.Store);
const client = createClient(nodeRedisOptions());
client.on('error', () => {});
await client.connect();
const store = new RedisStore({ client });
const call = (name) => promisify(store[name].bind(store));
const visit = { cookie: { maxAge: 60000 }, user: 7 };

if (worksOnce) {
  await call('set')('one', visit);
  assert.equal((await call('get')('one')).user, 7);
  await call('touch')('one', visit);
  assert.equal(await call('length')(), 1);
  assert.deepEqual(await call('ids')(), ['one']);
  await call('destroy')('one');
  await call('clear')();
  await client.close();
} else {
  await run(() => call('set')('loop', visit));
}
