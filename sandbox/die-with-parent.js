/**
 * Loaded into a process that we start before its own script. The channel to us breaks however we end, also by SIGKILL or
 * a crash; n8n, or whatever it is, and what it has started in its process group must not outlive that.
 */
process.on('disconnect', () => {
	if (process.platform === 'win32') process.exit(1);
	process.kill(-process.pid, 'SIGKILL');
});
process.channel?.unref();
