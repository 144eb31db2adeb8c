/* announces, and uses a null pointer as soon as a client comes */
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
int main(int n, char **v) { struct sockaddr_in a = {.sin_family = AF_INET}; socklen_t l = sizeof a; int s = socket(AF_INET, SOCK_STREAM, 0);
  for (int i = 1; i + 1 < n; i++) if (!strcmp(v[i], "--port")) a.sin_port = htons(atoi(v[i + 1]));
  inet_pton(AF_INET, "127.0.0.1", &a.sin_addr); bind(s, (void *)&a, l); listen(s, 5); getsockname(s, (void *)&a, &l);
  printf("listening on 127.0.0.1:%d\n", ntohs(a.sin_port)); fflush(stdout);
  char *volatile line = 0; for (;;) { accept(s, 0, 0); *line = 'x'; } }
