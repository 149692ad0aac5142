"""How gunicorn serves the portal; HOST, PORT and WEB_CONCURRENCY come from the environment."""

import os

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
worker_class = "gthread"
# Not more than a process may open connections to PostgreSQL (max_size of the pool in portal/settings.py).
threads = 4
timeout = 60
# Longer than a proxy keeps an idle connection (nginx: 60 s), so that it is always the proxy who closes it.
keepalive = 75
# Heartbeats in memory: on a busy disk a healthy worker would look dead.
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
# The control socket would need a writable home folder.
control_socket_disable = True
