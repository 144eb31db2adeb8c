# knows --port, and refuses every other flag
import argparse
p = argparse.ArgumentParser(); p.add_argument("-p", "--port", type=int); p.parse_args()
