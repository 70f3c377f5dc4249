# Starts a D-Bus daemon and ippeveprinter; ends both and clears up when standard input closes.
# Arguments: port, document formats. Environment: PRINTER_WORK, PRINTER_OUT.
port=$1 formats=$2
PATH=$PATH:/usr/sbin:/sbin
# Ctrl-C reaches the whole terminal; what ends us is the closed input alone.
trap '' INT TERM HUP

cd "$PRINTER_WORK" || exit 1
dbus-daemon --config-file=bus.conf --nofork >bus.log 2>&1 &
bus=$!
tries=100
while [ ! -S bus ] && [ $tries -gt 0 ]; do
    sleep 0.05
    tries=$((tries - 1))
done

export DBUS_SYSTEM_BUS_ADDRESS="unix:path=$PRINTER_WORK/bus"
{
    # Attributes of a file stand in place of formats and both sides.
    if [ -e office.conf ]; then set -- -a office.conf; else set -- -f "$formats" -2; fi
    ippeveprinter -p "$port" -n localhost -r off -d "$PRINTER_WORK/spool" -K "$PRINTER_WORK/keys" \
        "$@" -c "$PRINTER_WORK/take-job.sh" Kazashi >log 2>&1 &
    echo $! >printer.pid
    wait $!
    : >ended
} &

read -r _
kill -9 "$(cat printer.pid)" "$bus"
wait
# What was printed may still be asked for, unless it lies elsewhere.
case $PRINTER_OUT in
"$PRINTER_WORK"/*) rm -rf spool keys bus ;;
*) rm -rf "$PRINTER_WORK" ;;
esac
