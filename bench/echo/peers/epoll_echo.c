/*
 * The hard limit: an echo server on Linux's epoll, one thread, no library.
 * A client whose answer does not fit into the kernel's buffer is not read until the rest has left.
 */
#define _GNU_SOURCE /* accept4 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { BUFFER_BYTES = 65536, EVENTS = 256 };

struct client {
    int fd;
    size_t sent, filled;
    char buffer[BUFFER_BYTES];
};

static int poller;

static void watch(struct client *client, int operation, unsigned events) {
    struct epoll_event event = {.events = events, .data.ptr = client};
    epoll_ctl(poller, operation, client->fd, &event);
}

static void leave(struct client *client) {
    close(client->fd);
    free(client);
}

/* Writes what is there; 1 when all has left, 0 when the kernel's buffer is full, -1 on an error. */
static int flush(struct client *client) {
    while (client->sent < client->filled) {
        ssize_t count = send(client->fd, client->buffer + client->sent,
                             client->filled - client->sent, MSG_NOSIGNAL);
        if (count < 0) return errno == EAGAIN ? 0 : -1;
        client->sent += (size_t)count;
    }
    return 1;
}

static void echo(struct client *client, unsigned events) {
    int pending = client->sent < client->filled;
    if (!pending) {
        ssize_t count = recv(client->fd, client->buffer, BUFFER_BYTES, 0);
        if (count < 0 && errno == EAGAIN) return;
        if (count <= 0) return leave(client);
        client->filled = (size_t)count;
        client->sent = 0;
    }
    int done = flush(client);
    if (done < 0) return leave(client);
    if (!done && !(events & EPOLLOUT)) watch(client, EPOLL_CTL_MOD, EPOLLOUT);
    if (done && pending) watch(client, EPOLL_CTL_MOD, EPOLLIN);
}

static void admit(int listener) {
    int fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK);
    if (fd < 0) return;
    int on = 1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    struct client *client = malloc(sizeof *client);
    client->fd = fd;
    client->sent = client->filled = 0;
    watch(client, EPOLL_CTL_ADD, EPOLLIN);
}

int main(void) {
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t length = sizeof address;
    if (bind(listener, (struct sockaddr *)&address, length) < 0 || listen(listener, 128) < 0) {
        perror("Cannot listen on 127.0.0.1");
        return 1;
    }
    getsockname(listener, (struct sockaddr *)&address, &length);
    printf("listening on 127.0.0.1:%d\n", ntohs(address.sin_port));
    fflush(stdout);
    poller = epoll_create1(0);
    struct epoll_event accepting = {.events = EPOLLIN, .data.ptr = NULL};
    epoll_ctl(poller, EPOLL_CTL_ADD, listener, &accepting);
    struct epoll_event events[EVENTS];
    for (;;) {
        int count = epoll_wait(poller, events, EVENTS, -1);
        for (int i = 0; i < count; i++) {
            if (events[i].data.ptr == NULL) admit(listener);
            else echo(events[i].data.ptr, events[i].events);
        }
    }
}
