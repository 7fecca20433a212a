package main

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io"
	"log"
	"net"
	"strings"
	"sync"
	"time"
)

// kafka speaks the oldest version of each request of Kafka's protocol, which brokers before 4.0 serve: one partition, one broker.
type kafka struct {
	sync.Mutex
	address    string
	connection net.Conn
}

const (
	produceKey      = 0
	fetchKey        = 1
	listOffsetsKey  = 2
	createTopicsKey = 19
	topicExists     = 36
)

func newKafka(hosts string) *kafka {
	return &kafka{address: strings.Split(hosts, ",")[0]}
}

type wire struct{ bytes.Buffer }

func (w *wire) put(values ...any) {
	for _, value := range values {
		switch value := value.(type) {
		case string:
			w.put(int16(len(value)))
			w.WriteString(value)
		case []byte:
			w.put(int32(len(value)))
			w.Write(value)
		default:
			_ = binary.Write(w, binary.BigEndian, value)
		}
	}
}

type answerReader struct {
	content []byte
	failed  bool
}

func (r *answerReader) take(size int) []byte {
	if size < 0 || size > len(r.content) {
		r.failed = true
		return make([]byte, max(size, 0))
	}
	taken := r.content[:size]
	r.content = r.content[size:]
	return taken
}

func (r *answerReader) int16() int   { return int(int16(binary.BigEndian.Uint16(r.take(2)))) }
func (r *answerReader) int32() int   { return int(int32(binary.BigEndian.Uint32(r.take(4)))) }
func (r *answerReader) int64() int64 { return int64(binary.BigEndian.Uint64(r.take(8))) }
func (r *answerReader) text() string { return string(r.take(r.int16())) }

// ask sends a request and reads its answer, on one connection, which is made anew after an error.
func (k *kafka) ask(key int16, body func(*wire)) (*answerReader, error) {
	k.Lock()
	defer k.Unlock()
	if k.connection == nil {
		connection, err := net.DialTimeout("tcp", k.address, 3*time.Second)
		if err != nil {
			return nil, err
		}
		k.connection = connection
	}
	content, err := k.exchange(key, body)
	if err != nil {
		_ = k.connection.Close()
		k.connection = nil
		return nil, err
	}
	return &answerReader{content: content[4:]}, nil
}

func (k *kafka) exchange(key int16, body func(*wire)) ([]byte, error) {
	request := &wire{}
	request.put(key, int16(0), int32(1), "stand-in")
	body(request)
	framed := &wire{}
	framed.put(request.Bytes())
	_ = k.connection.SetDeadline(time.Now().Add(15 * time.Second))
	if _, err := k.connection.Write(framed.Bytes()); err != nil {
		return nil, err
	}
	var size int32
	if err := binary.Read(k.connection, binary.BigEndian, &size); err != nil {
		return nil, err
	}
	if size < 4 {
		return nil, fmt.Errorf("an answer of %d bytes", size)
	}
	content := make([]byte, size)
	_, err := io.ReadFull(k.connection, content)
	return content, err
}

// create makes a topic of one partition, unless it exists.
func (k *kafka) create(topic string) error {
	answer, err := k.ask(createTopicsKey, func(w *wire) {
		w.put(int32(1), topic, int32(1), int16(1), int32(0), int32(0), int32(10000))
	})
	if err != nil {
		return err
	}
	answer.int32()
	answer.text()
	if code := answer.int16(); code != 0 && code != topicExists {
		return fmt.Errorf("Kafka refuses to make topic %s: error %d", topic, code)
	}
	return nil
}

// produce appends a message to a topic.
func (k *kafka) produce(topic string, value []byte) error {
	message := &wire{}
	message.put(int8(0), int8(0), int32(-1), value)
	set := &wire{}
	set.put(int64(0), int32(message.Len()+4), crc32.ChecksumIEEE(message.Bytes()))
	set.Write(message.Bytes())
	answer, err := k.ask(produceKey, func(w *wire) {
		w.put(int16(1), int32(10000), int32(1), topic, int32(1), int32(0), set.Bytes())
	})
	if err != nil {
		return err
	}
	answer.int32()
	answer.text()
	answer.int32()
	answer.int32()
	if code := answer.int16(); code != 0 {
		return fmt.Errorf("Kafka refuses a message to topic %s: error %d", topic, code)
	}
	return nil
}

// end is the offset of the next message of a topic.
func (k *kafka) end(topic string) (int64, error) {
	answer, err := k.ask(listOffsetsKey, func(w *wire) {
		w.put(int32(-1), int32(1), topic, int32(1), int32(0), int64(-1), int32(1))
	})
	if err != nil {
		return 0, err
	}
	answer.int32()
	answer.text()
	answer.int32()
	answer.int32()
	if code := answer.int16(); code != 0 {
		return 0, fmt.Errorf("Kafka has no offset of topic %s: error %d", topic, code)
	}
	answer.int32()
	return answer.int64(), nil
}

// fetch waits up to a second for messages from an offset on, and returns the offset after them.
func (k *kafka) fetch(topic string, offset int64) ([][]byte, int64, error) {
	answer, err := k.ask(fetchKey, func(w *wire) {
		w.put(int32(-1), int32(1000), int32(1), int32(1), topic, int32(1), int32(0), offset, int32(1<<20))
	})
	if err != nil {
		return nil, offset, err
	}
	answer.int32()
	answer.text()
	answer.int32()
	answer.int32()
	if code := answer.int16(); code != 0 {
		return nil, offset, fmt.Errorf("Kafka has no messages of topic %s: error %d", topic, code)
	}
	answer.int64()
	set := &answerReader{content: answer.take(answer.int32())}
	values := [][]byte{}
	for len(set.content) >= 12 {
		at := set.int64()
		message := &answerReader{content: set.take(set.int32())}
		message.take(6)
		message.take(max(message.int32(), 0))
		value := message.take(message.int32())
		// The last message may be cut off.
		if set.failed || message.failed {
			break
		}
		if at >= offset {
			values, offset = append(values, value), at+1
		}
	}
	return values, offset, nil
}

// consume makes a topic and passes on each message that comes from now on, on a connection of its own, and records how it goes.
func (c *connections) consume(hosts, topic string, each func([]byte)) {
	client, offset := newKafka(hosts), int64(-1)
	once := func() error {
		if offset < 0 {
			if err := client.create(topic); err != nil {
				return err
			}
			end, err := client.end(topic)
			if err != nil {
				return err
			}
			offset = end
		}
		values, next, err := client.fetch(topic, offset)
		offset = next
		for _, value := range values {
			each(value)
		}
		return err
	}
	name := "kafka topic " + topic
	c.record(name, fmt.Errorf("not tried"))
	go func() {
		for {
			err := once()
			c.record(name, err)
			if err != nil {
				log.Printf("%s: %v", name, err)
				time.Sleep(time.Second)
			}
		}
	}()
}
