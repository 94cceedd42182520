import { existsSync, readdirSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import express, { type ErrorRequestHandler, type RequestHandler } from 'express';
import { controlApi } from './control';
import { createDeliveryLog, type Delivery } from './deliveries';
import { createEvents } from './events';
import { answerThroughFaults, createFaults, type Fault, type FaultWish } from './faults';
import { createRequestLog, type RequestEntry } from './requests';
import { createTimers } from './timers';
import {
	Refusal,
	type OrderId,
	type PlatformModule,
	type PlatformRequest,
	type SandboxEvent,
	type SandboxOrder,
	type SandboxPlatform,
} from './types';

/**
 * The platforms as strict local servers, for tests and for trying out: `http://127.0.0.1:<port>/<platform>`.
 * Every folder of `platforms/` is one platform. The same server has the console at `/` and the control API at
 * `/_sandbox` (control.ts says what it can do). Everything lives in memory.
 *
 * From a shell: `npx tsx sandbox/server.ts [port]`
 */
export interface SandboxOptions {
	/** 0 (default) takes a free one. */
	port?: number;
	/** A loopback address; default 127.0.0.1. */
	host?: string;
	/**
	 * Same seed, same orders with the same numbers. Without one the numbers go by the clock, so that a sandbox that is
	 * started again does not give numbers that an n8n behind it has seen already.
	 */
	seed?: number;
	/** Milliseconds since 1970. */
	now?: () => number;
	/** Only these platforms, by their folders; default all. */
	platforms?: string[];
	/** How many times faster things happen that a platform does later: at 60 a minute takes a second. Default 1. */
	pace?: number;
}

export interface Sandbox {
	/** Such as `http://127.0.0.1:5700`, without a slash at the end. */
	url: string;
	port: number;
	platforms(): string[];
	/** @throws Refusal for an unknown name */
	platform(name: string): SandboxPlatform;
	/** @throws Refusal for an unknown one */
	order(platform: string, id: OrderId): SandboxOrder;
	/** The latest requests that arrived, oldest first, secrets masked. */
	requests(platform?: string): RequestEntry[];
	/** How often each operation was called; unknown routes count as `unknown`. */
	counters(platform?: string): Record<string, number>;
	/** Empties the log of requests and that of deliveries. */
	clearRequests(): void;
	/** The latest calls that platforms made to registered addresses, oldest first. */
	deliveries(platform?: string): Delivery[];
	addFault(wish: FaultWish): Fault;
	faults(): Fault[];
	liftFaults(id?: number): void;
	/** Calls `listener` for everything that happens from now on; the answer ends that. */
	follow(listener: (event: SandboxEvent) => void): () => void;
	/** Forgets orders, requests and faults. */
	reset(): void;
	/** Really closes the port, as a server that is switched off; orders and tokens are kept. */
	goOffline(): Promise<void>;
	/** Opens the same port again. */
	goOnline(): Promise<void>;
	/** Both, with a pause between them; `close` ends the pause. */
	goOfflineFor(seconds: number): Promise<void>;
	/** Ends it for good. */
	close(): Promise<void>;
}

const LOOPBACK = ['127.0.0.1', '::1', 'localhost'];
const PLATFORMS = join(__dirname, 'platforms');
/** The order number in the sample of the reference page. */
const SEEDED_FIRST_NUMBER = 3105;
const NUMBERS_COUNT_FROM = Date.UTC(2026, 0, 1);

/** @throws Error with a text for a person when the port is taken or the address is not of this machine alone */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
	const { port = 0, host = '127.0.0.1', seed, now = Date.now, pace = 1 } = options;
	if (!LOOPBACK.includes(host)) {
		throw new Error(`The sandbox listens on this machine only (${LOOPBACK.join(', ')}), not on ${host}`);
	}

	const events = createEvents(now);
	const log = createRequestLog(now);
	// before anybody else follows: whoever hears of a call finds it written down
	const deliveries = createDeliveryLog(events);
	const timers = createTimers(pace);
	const platforms = new Map<string, SandboxPlatform>();
	for (const name of options.platforms ?? platformNames()) {
		const { createPlatform } = (await import(join(PLATFORMS, name))) as PlatformModule;
		const platform = await createPlatform({
			name,
			now,
			seed: seed ?? now(),
			firstNumber: seed === undefined ? secondsSince(NUMBERS_COUNT_FROM, now()) : SEEDED_FIRST_NUMBER,
			emit: (happening) => events.emit(name, happening),
			later: timers.later,
		});
		platforms.set(name, platform);
	}
	const faults = createFaults(platforms, now);

	const app = express().disable('x-powered-by').disable('etag');
	const server = createServer(app);
	// Room for a debugger: a request that waits on a breakpoint is no fault of the caller.
	server.requestTimeout = 0;
	const listenOn = (wanted: number) => listen(server, host, wanted);
	const usedPort = await listenOn(port);
	let online = true;
	const closed = new AbortController();

	const sandbox: Sandbox = {
		url: `http://${host.includes(':') ? `[${host}]` : host}:${usedPort}`,
		port: usedPort,
		platforms: () => [...platforms.keys()],
		platform(name) {
			const platform = platforms.get(name);
			if (!platform) throw new Refusal(`No platform "${name}" in the sandbox`, 404);
			return platform;
		},
		order(name, id) {
			const order = sandbox
				.platform(name)
				.orders()
				.find((candidate) => String(candidate.id) === String(id));
			if (!order) throw new Refusal(`No order ${id} on ${name}`, 404);
			return order;
		},
		requests: (platform) => log.list(platform),
		counters: (platform) => log.counters(platform),
		clearRequests() {
			log.reset();
			deliveries.reset();
			events.emit(null, { type: 'requestsCleared' });
		},
		deliveries: (platform) => deliveries.list(platform),
		addFault(wish) {
			const fault = faults.add(wish);
			events.emit(fault.platform, { type: 'faultsChanged' });
			return fault;
		},
		faults: () => faults.list(),
		liftFaults(id) {
			faults.lift(id);
			events.emit(null, { type: 'faultsChanged' });
		},
		follow: (listener) => events.follow(listener),
		reset() {
			timers.clear();
			for (const platform of platforms.values()) platform.reset();
			log.reset();
			deliveries.reset();
			faults.lift();
			events.emit(null, { type: 'reset' });
		},
		async goOffline() {
			if (!online) return;
			online = false;
			await shut(server);
		},
		async goOnline() {
			if (online || closed.signal.aborted) return;
			await listenOn(usedPort);
			online = true;
		},
		async goOfflineFor(seconds) {
			await sandbox.goOffline();
			await wait(seconds * 1000, undefined, { signal: closed.signal }).catch((error: unknown) => {
				if (!closed.signal.aborted) throw error;
			});
			await sandbox.goOnline();
		},
		async close() {
			closed.abort();
			timers.clear();
			await sandbox.goOffline();
		},
	};

	for (const [name, platform] of platforms) {
		app.use(`/${name}`, express.raw({ type: () => true, limit: '20mb' }), serve(name, platform));
	}
	app.use(controlApi(sandbox));
	app.use((request, response) => {
		response.status(404).json({ error: `Nothing at ${request.path}` });
	});
	app.use(tellRefusal);
	return sandbox;

	function serve(name: string, platform: SandboxPlatform): RequestHandler {
		return async (incoming, response) => {
			const request: PlatformRequest = {
				method: incoming.method,
				path: incoming.path,
				query: incoming.url.split('?')[1] ?? '',
				headers: incoming.headers,
				body: Buffer.isBuffer(incoming.body) ? incoming.body : Buffer.alloc(0),
			};
			const operation = platform.operationOf(request.method, request.path);
			const taken = faults.take(name, operation);
			const entry = log.add(
				name,
				request,
				operation,
				taken.map(({ fault }) => fault),
			);
			for (const { fault } of taken) events.emit(name, { type: 'faultUsed', fault, operation });
			if (taken.some(({ times }) => times !== undefined)) events.emit(name, { type: 'faultsChanged' });
			entry.status = await answerThroughFaults(taken, platform, () => platform.handle(request), response);
			const { method, path, status } = entry;
			events.emit(name, { type: 'requestAnswered', operation, method, path, status });
		};
	}
}

function platformNames(): string[] {
	return readdirSync(PLATFORMS, { withFileTypes: true })
		.filter((entry) => entry.isDirectory() && existsSync(join(PLATFORMS, entry.name, 'index.ts')))
		.map(({ name }) => name);
}

const secondsSince = (start: number, moment: number) => Math.max(1, Math.floor((moment - start) / 1000));

/** Resolves to the port that was really taken. */
async function listen(server: Server, host: string, port: number): Promise<number> {
	await new Promise<void>((resolve, reject) => {
		const fail = (error: NodeJS.ErrnoException) => {
			const taken = `Port ${port} on ${host} is taken: stop the program that uses it, or choose another port`;
			reject(error.code === 'EADDRINUSE' ? new Error(taken) : error);
		};
		server.once('error', fail);
		server.listen(port, host, () => {
			server.off('error', fail);
			resolve();
		});
	});
	const address = server.address();
	return typeof address === 'object' && address ? address.port : port;
}

/** Ends the listening and every connection, those of the event stream too. */
async function shut(server: Server): Promise<void> {
	await new Promise<void>((resolve, reject) => {
		server.close((error) => (error ? reject(error) : resolve()));
		server.closeAllConnections();
	});
}

/** Express knows an error handler by its four parameters. */
const tellRefusal: ErrorRequestHandler = (error: unknown, _request, response, next) => {
	if (response.headersSent) {
		next(error);
		return;
	}
	const status = error instanceof Refusal ? error.status : (error as { status?: number }).status;
	response.status(status ?? 500).json({ error: error instanceof Error ? error.message : String(error) });
};

const DEFAULT_PORT = 5700;

async function main(argument: string | undefined): Promise<void> {
	const port = argument === undefined ? DEFAULT_PORT : Number(argument);
	if (!Number.isInteger(port) || port < 0 || port > 65535) {
		throw new Error(`"${argument}" is not a port. Usage: npx tsx sandbox/server.ts [port]`);
	}
	const sandbox = await startSandbox({ port });
	console.log(`Sandbox console: ${sandbox.url}`);
	for (const name of sandbox.platforms()) {
		const { displayName, login } = sandbox.platform(name);
		const fields = Object.entries(login).map(([label, value]) => `${label} ${value}`);
		console.log(`${displayName}: ${sandbox.url}/${name}  (${fields.join(', ')})`);
	}
}

if (require.main === module) {
	main(process.argv[2]).catch((error: unknown) => {
		console.error(error instanceof Error ? error.message : error);
		process.exitCode = 1;
	});
}
