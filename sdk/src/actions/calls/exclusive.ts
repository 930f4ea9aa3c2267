const queues = new Map<string, Promise<unknown>>();

/** Runs tasks with one key one after the other, in the order of the calls. */
export function exclusive<value>(key: string, task: () => Promise<value>): Promise<value> {
  const before = queues.get(key) ?? Promise.resolve();
  const result = before.then(task, task);
  queues.set(key, result);
  const forget = () => {
    if (queues.get(key) === result) queues.delete(key);
  };
  result.then(forget, forget);
  return result;
}
