/**
 * Loaded into n8n's process before n8n itself. The channel to the program that started n8n breaks however that program
 * ends, also by SIGKILL or a crash; n8n and the task runner in its process group must not outlive it.
 */
process.on('disconnect', () => {
	if (process.platform === 'win32') process.exit(1);
	process.kill(-process.pid, 'SIGKILL');
});
process.channel?.unref();
