#!/bin/sh
# Brings the database up to date, loads the sample budget and serves on HOST:PORT; what `make run` runs.
# Every step may be repeated: a second start changes nothing.
set -eu
export HOST="${HOST:-127.0.0.1}" PORT="${PORT:-8000}"
sample=budgets/data/sample/xinxiang-104-2023.xlsx

# First of all, so that nobody waits for the rest only to learn that the port is taken.
python - <<'PYTHON'
import errno, os, socket, sys
host, port = os.environ["HOST"], os.environ["PORT"]
try:
    socket.create_server((host, int(port))).close()
except (OSError, OverflowError, ValueError) as error:
    taken = getattr(error, "errno", None) == errno.EADDRINUSE
    why = "another program listens there, perhaps the portal already runs" if taken else error
    sys.exit(f"Cannot listen on {host}:{port}: {why}. Choose another port: make run PORT=8001")
PYTHON

python manage.py migrate --noinput --verbosity 0
python manage.py index_publications
python manage.py collectstatic --noinput --verbosity 0
python manage.py import_budget "$sample" \
    --region 410796 --region-name 新乡经济技术开发区 --department 104 --publish

echo "The portal is at http://$HOST:$PORT/ (staff: /admin/, an account: make admin). Ctrl-C stops it."
# Reads uploaded documents, beside the server and as long as it runs.
python manage.py read_imports --with-parent &
# Publishes what was planned for an hour, and reminds; it ends with the server, whose number this shell has.
sh deploy/timer.sh "$$" &
exec gunicorn --config deploy/gunicorn.py portal.wsgi
