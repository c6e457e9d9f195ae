from flask import Flask

app = Flask(__name__)


@app.get("/")
def hello():
    return "Hello from Python. 안녕하세요.\n"


@app.get("/health")
def health():
    return "ok\n"
