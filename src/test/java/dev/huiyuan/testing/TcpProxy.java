package dev.huiyuan.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A TCP connection that a test can freeze or cut, between the application and a server. */
public final class TcpProxy implements AutoCloseable {
    private static final int BUFFER_BYTES = 16_384;

    private final ServerSocket listening;
    private final int targetPort;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean refusing;
    private volatile @Nullable CommitCuts commitCuts;
    private final Object gate = new Object();
    private boolean frozen;

    /** A proxy on a free port to a port of this machine. */
    public TcpProxy(int targetPort) {
        this.targetPort = targetPort;
        try {
            listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    /** The proxy's own port. */
    public int port() {
        return listening.getLocalPort();
    }

    /** Nothing passes any more, and nobody is told: a server that hangs. */
    public void freeze() {
        synchronized (gate) {
            frozen = true;
        }
    }

    /** Cuts every connection and refuses new ones: a server that is gone. */
    public void cut() {
        refusing = true;
        open.forEach(TcpProxy::closeQuietly);
    }

    /** From now on connections are cut as the ledger commits on them. */
    public void cutCommits(CommitCuts cuts) {
        commitCuts = cuts;
    }

    /** Everything passes again. */
    public void restore() {
        refusing = false;
        commitCuts = null;
        synchronized (gate) {
            frozen = false;
            gate.notifyAll();
        }
    }

    @Override
    public void close() {
        restore();
        cut();
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                if (refusing) client.close();
                else connect(client);
            } catch (IOException closed) {
                // The next round sees whether it was this socket or the listening one.
            }
        }
    }

    private void connect(Socket client) throws IOException {
        Socket server;
        try {
            server = new Socket(InetAddress.getLoopbackAddress(), targetPort);
        } catch (IOException gone) {
            client.close();
            return;
        }
        open.add(client);
        open.add(server);
        AtomicBoolean doomed = new AtomicBoolean();
        Thread.ofVirtual().start(() -> copy(client, server, chunk -> passes(chunk, doomed)));
        // Once the server answers a doomed commit it has done it, and nobody hears.
        Thread.ofVirtual().start(() -> copy(server, client, chunk -> !doomed.get()));
    }

    private boolean passes(ByteBuffer chunk, AtomicBoolean doomed) {
        CommitCuts cuts = commitCuts;
        if (cuts == null || !cuts.takes(chunk)) return true;
        doomed.set(cuts.where() == CommitCuts.Where.AFTER_ARRIVAL);
        return doomed.get();
    }

    private void copy(Socket from, Socket to, Predicate<ByteBuffer> passes) {
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                passGate();
                // Leaving closes both ends.
                if (!passes.test(ByteBuffer.wrap(buffer, 0, read))) return;
                out.write(buffer, 0, read);
                out.flush();
            }
        } catch (IOException | InterruptedException end) {
            closeQuietly(to);
        } finally {
            open.remove(from);
        }
    }

    private void passGate() throws InterruptedException {
        synchronized (gate) {
            while (frozen) gate.wait();
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException alreadyGone) {
            // Closed is what it should be.
        }
    }
}
