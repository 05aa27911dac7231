import assert from 'node:assert';
import { FlowProducer, Queue, QueueEvents, Worker } from 'bullmq';
import { ioredisOptions, queueName, run, version, worksOnce } from './loop.mjs';

version('bullmq');
const connection = ioredisOptions();
const blocking = { ...ioredisOptions(true), maxRetriesPerRequest: null };
const queue = new Queue(queueName, { connection });
const events = new QueueEvents(queueName, { connection: blocking });
const worker = new Worker(queueName, async (job) => {
  if (job.data.fails) throw new Error('as ordered');
  return job.data.one + job.data.two;
}, { connection: blocking });
for (const part of [queue, events, worker]) part.on('error', () => {});
await events.waitUntilReady();

if (worksOnce) {
  const job = await queue.add('add', { one: 1, two: 2 });
  assert.equal(await job.waitUntilFinished(events), 3);
  const later = await queue.add('add', { one: 1, two: 2 }, { delay: 500, priority: 2 });
  assert.equal(await later.waitUntilFinished(events), 3);
  const failing = await queue.add('add', { fails: true });
  await assert.rejects(failing.waitUntilFinished(events));
  await queue.upsertJobScheduler('every', { every: 60000 }, { name: 'add', data: { one: 1, two: 2 } });
  assert.ok((await queue.getJobCounts()).completed >= 2);
  const flow = new FlowProducer({ connection });
  const child = { name: 'add', queueName, data: { one: 1, two: 1 } };
  const { job: parent } = await flow.add({ name: 'add', queueName, data: { one: 2, two: 2 }, children: [child] });
  assert.equal(await parent.waitUntilFinished(events), 4);
  await queue.pause();
  await queue.getWorkers();
  await queue.obliterate({ force: true });
  await Promise.all([flow.close(), worker.close(), events.close(), queue.close()]);
} else {
  await run(async () => {
    const job = await queue.add('add', { one: 1, two: 2 }, { removeOnComplete: 100 });
    await job.waitUntilFinished(events, 5000);
  });
}
