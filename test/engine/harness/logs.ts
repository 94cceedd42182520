import './environment';
import { Logger } from '@n8n/backend-common';
import { Container } from '@n8n/di';
import { LoggerProxy, type LogMetadata } from 'n8n-workflow';

export interface LogEntry {
	level: 'error' | 'warn' | 'info' | 'debug';
	message: string;
	metadata?: LogMetadata;
}

const entries: LogEntry[] = [];

const write = (level: LogEntry['level']) => (message: string, metadata?: LogMetadata) => {
	entries.push({ level, message, metadata });
};

const recorder = {
	error: write('error'),
	warn: write('warn'),
	info: write('info'),
	debug: write('debug'),
	scoped: () => recorder,
};

Container.set(Logger, recorder as unknown as Logger);
LoggerProxy.init(recorder);

/** Runs `work` and resolves to its result beside everything n8n and the node logged meanwhile, in order. */
export async function recordingLogs<T>(work: () => Promise<T>): Promise<{ result: T; logs: LogEntry[] }> {
	const start = entries.length;
	const result = await work();
	return { result, logs: entries.slice(start) };
}
