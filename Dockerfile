# Requirements are installed in one image and copied into another, which has no installer's leftovers.
FROM python:3.12-slim AS requirements
RUN python -m venv /opt/portal
COPY requirements.txt .
RUN /opt/portal/bin/pip install --no-cache-dir --disable-pip-version-check --requirement requirements.txt

FROM python:3.12-slim
ENV PATH=/opt/portal/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DATA_DIRECTORY=/data \
    HOST=0.0.0.0 \
    PORT=8000
RUN useradd --uid 10001 --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin portal \
    && install --directory --owner=portal --group=portal /data
WORKDIR /srv/portal
COPY --from=requirements /opt/portal /opt/portal
COPY manage.py ./
COPY portal portal
COPY budgets budgets
COPY templates templates
COPY static static
COPY locale locale
COPY deploy deploy
# The container's file system is read-only: bytecode and static files are made now. This key signs nothing.
RUN python -m compileall -q portal budgets \
    && SECRET_KEY=only-for-collectstatic python manage.py collectstatic --noinput --verbosity 0
USER portal
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s CMD ["python", "deploy/health.py"]
CMD ["gunicorn", "--config", "deploy/gunicorn.py", "portal.wsgi"]
