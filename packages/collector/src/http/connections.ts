import type { Socket } from "node:net";

/** The open connections, so many and no more. */
export interface Connections {
  readonly count: number;
  /** Takes a connection in; may close another one for it. */
  opened(socket: Socket): void;
  /** A request is being answered on a connection: it is not closed for others until `left`. */
  entered(socket: Socket): void;
  /** Its caller was found to be somebody, and is the last to be closed. */
  identified(socket: Socket): void;
  left(socket: Socket): void;
}

interface Connection {
  socket: Socket;
  requests: number;
  isKnown: boolean;
}

/** The same for the socket of TLS and the one below it. */
const keyOf = ({ remoteAddress, remotePort }: Socket): string => `${remoteAddress} ${remotePort}`;

/**
 * Keeps at most so many connections. When one more comes, one that no request is on is closed, the oldest of nobody known first: so that who
 * opens thousands does not keep API servers and health checks out. `onClosed` is told of it.
 */
export const boundConnections = (most: number, onClosed: () => void): Connections => {
  const open = new Map<string, Connection>();
  const close = ({ socket }: Connection): void => {
    onClosed();
    open.delete(keyOf(socket));
    socket.destroy();
  };
  const makeRoom = (): void => {
    let idle: Connection | null = null;
    for (const connection of open.values()) {
      if (connection.requests > 0) continue;
      if (!connection.isKnown) return close(connection);
      idle ??= connection;
    }
    if (idle !== null) close(idle);
  };
  return {
    get count() {
      return open.size;
    },
    opened(socket) {
      if (open.size >= most) makeRoom();
      if (open.size >= most) {
        onClosed();
        socket.destroy();
        return;
      }
      const key = keyOf(socket);
      open.set(key, { socket, requests: 0, isKnown: false });
      // Its address is not known any more when it has closed.
      socket.once("close", () => {
        if (open.get(key)?.socket === socket) open.delete(key);
      });
    },
    entered(socket) {
      const connection = open.get(keyOf(socket));
      if (connection !== undefined) connection.requests++;
    },
    identified(socket) {
      const connection = open.get(keyOf(socket));
      if (connection !== undefined) connection.isKnown = true;
    },
    left(socket) {
      const connection = open.get(keyOf(socket));
      if (connection !== undefined) connection.requests--;
    },
  };
};
