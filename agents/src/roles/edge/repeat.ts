/** Runs `task` again and again with a pause between; never twice at a time. Returns how to end it. */
export function repeat(task: () => Promise<void>, pauseMs: number): () => void {
  let timer: NodeJS.Timeout | undefined;
  let ended = false;
  const next = () => {
    if (ended) return;
    timer = setTimeout(() => void task().finally(next), pauseMs);
  };
  next();
  return () => {
    ended = true;
    clearTimeout(timer);
  };
}
